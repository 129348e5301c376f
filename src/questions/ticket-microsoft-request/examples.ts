export const examples: string[] = ['prepare a microsoft support request', 'write a case for microsoft about this'];
