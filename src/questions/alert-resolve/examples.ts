export const examples: string[] = ['resolve the alert', 'this alert is dealt with'];
