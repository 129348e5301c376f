export const examples: string[] = ['merge CM-10234 into CM-10200'];
