/**
 * What Node is told when it starts a bot-manager: how small and how large its young generation may be, in MB. It is large only
 * while much is done, as the process itself decides.
 */
export const botManagerNodeArgs = ['--min-semi-space-size=2', '--max-semi-space-size=32'];
