/** A planned test, as ContactMonkey's "Send Test" takes it. */
export interface TestToSend {
  /** The id of the campaign: the same one is sent once only. */
  id: string;
  /** Without the test marker, which ContactMonkey puts in front. */
  subject: string;
  /** null: whoever sends the campaigns usually. */
  sender: string | null;
  /** Addresses; empty means that the sender chooses. */
  recipients: string[];
  attachments: string[];
}

/** Sends tests in place of a person before Outlook. Only surroundings whose mail is simulated have one. */
export interface TestSender {
  /** Null when this campaign was sent before. Rejects with a sentence for people when it cannot be sent. */
  send(test: TestToSend): Promise<{ sender: string; recipients: number } | null>;
}
