/** What a child process of the crash test is told. */
export interface ChildTask {
  url: string | null;
  folder: string | null;
  connectorUrl: string;
  channels: string[];
  /** Send what waits, and end. Otherwise go on until killed. */
  finish: boolean;
  /** Cards that people see, by the id of their message. */
  seen: { alertId: string; conversationId: string; messageId: string }[];
}
