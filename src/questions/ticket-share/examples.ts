export const examples: string[] = ['share more evidence on CM-10234'];
