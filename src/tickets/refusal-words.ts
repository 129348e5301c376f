export const readsOnlySentence =
  'You may see the tickets here. What is written or shared on them goes to ContactMonkey, and that is for operators and approvers. Nothing was sent or changed. Ask one of them, or have the administrator who runs Quarantine Watch add you.';
export const severalSentence = 'Several customers have a ticket of that number. Open it from the list.';
