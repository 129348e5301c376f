/** A line of evidence as people read it on the form and as it is sent. */
export interface EvidenceLine {
  label: string;
  text: string;
}

/** A part of the evidence that is shared or struck out as a whole. `personal` parts are left out unless they are ticked. */
export interface EvidencePart {
  /** Lower-case letters and digits. */
  id: string;
  title: string;
  personal: boolean;
  lines: EvidenceLine[];
}

/** What a draft offers to share. */
export interface Evidence {
  /** What the ticket is called unless the admin says otherwise. Names nobody. */
  title: string;
  parts: EvidencePart[];
}
