export const examples: string[] = ['snooze this alert until tomorrow', 'snooze the alert for 4 hours'];
