export const examples: string[] = ['tell tickets here', 'post tickets in this channel', 'stop telling tickets here'];
