/** What the bot says on its own account. The assistant words everything else. */
export const sentences = {
  refused:
    'Sorry, I can answer only people your administrator has named for Quarantine Watch. ' +
    'Ask them to add you (or one of your groups) to its readers.',
  notServed:
    'Sorry, Quarantine Watch does not serve your organisation, so I looked nothing up. ' +
    'Ask whoever runs it to add your organisation to its customers.',
  refusedHere: 'I have answered you in our personal chat.',
  noIdentity: 'Teams did not tell me who you are, so I cannot answer. Try again from your own Teams account.',
  rolesUnknown:
    'I could not check just now whether you may ask me this, so I did not look anything up. Try again in a few minutes.',
  sentPersonally: 'The answer names people, so I sent it to you in our personal chat.',
  heldBack:
    'The answer names people, so I held it back here, and I could not open a personal chat with you. ' +
    'Open a chat with me (add the app for yourself first) and ask me there.',
  tooBig: 'The answer is too long for one Teams message. Ask for less: a shorter time, one sender or one policy.',
  working: 'Working on it. The answer appears below in a moment.',
  answeredBelow: 'Answered below.',
  answeredPersonally: 'Answered in our personal chat.',
  unknownAction: 'This bot does not know that action. Type "help" to see what it can do.',
  oneAtATime: 'I am still at work on your last questions. Ask again when I have answered them.',
  stopping: 'I am being restarted. Ask me again in a minute.',
  tooLong: 'This took too long, so I stopped. Ask for less: a shorter time, one sender or one policy.',
  fault: (reference: string) =>
    `Something went wrong on my side and I could not answer. Nothing was changed. Reference: ${reference}`,
};
