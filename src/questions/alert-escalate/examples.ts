export const examples: string[] = ['escalate the alert', 'take this alert further'];
