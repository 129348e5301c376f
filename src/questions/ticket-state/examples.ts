export const examples: string[] = [
  'mark CM-10234 as solved',
  'reopen the ticket',
  'set the priority of CM-10234 to high',
];
