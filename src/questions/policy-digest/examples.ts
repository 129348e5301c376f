export const examples: string[] = [];
