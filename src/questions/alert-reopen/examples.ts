export const examples: string[] = ['open the alert again', 'reopen the alert'];
