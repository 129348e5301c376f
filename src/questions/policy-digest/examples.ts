export const examples: string[] = ['post the policy summary here every monday', 'stop posting the policy summary'];
