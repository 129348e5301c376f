export const examples: string[] = ['acknowledge the alert', 'i look after this alert'];
