export type Component =
  | 'anti-spam'
  | 'anti-phish'
  | 'anti-malware'
  | 'safe-attachments'
  | 'safe-links'
  | 'transport-rule'
  | 'tenant-allow-block-list'
  | 'connection-filter'
  | 'user-settings'
  | 'mailbox'
  | 'zap'
  | 'outbound-spam'
  | 'edge'
  | 'authentication'
  | 'unknown';

export type Certainty = 'certain' | 'likely' | 'unknown';

/** What did something to a message, or would have. */
export interface Cause {
  /** Id of the table row that matched. */
  rule: string;
  component: Component;
  /** The cmdlet's own property name, or null when no one setting decides. */
  setting: string | null;
  /** Name of the policy or rule, its GUID when the name is not known, or null. */
  policy: string | null;
  evidence: string[];
  certainty: Certainty;
  /** Sentences for an administrator. */
  explanation: string;
  /** What an allow entry can and cannot do against it; null where the question does not arise. */
  allowing: string | null;
  /** `let-through` when it spared the message, `stopped` when it held, junked, rejected or moved it. */
  effect: 'stopped' | 'let-through' | 'unknown';
  /** True for everything but the answer: it matched too, and would act if the answer went away. */
  wouldAlso: boolean;
  source: string;
  date: string;
}

export interface PathFinding {
  path: 'own-mailbox' | 'email-delivery' | 'unknown';
  evidence: string[];
  certainty: Certainty;
}

export interface Attribution {
  /** Which of ContactMonkey's two ways of sending the message took. */
  path: PathFinding;
  /** The answer first, then what would also act. Never empty: an open question is a cause of component `unknown`. */
  causes: Cause[];
  /** Where the evidence disagrees with itself. */
  contradictions: string[];
  /** What to read or paste to become surer. Empty when the answer is certain. */
  wouldSettle: string[];
}
