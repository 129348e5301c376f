/** Where answers about quarantined mail come from, as shown to scripts. */
export const quarantineSources = ['Get-QuarantineMessage'];
