/** Under which the people without an account are kept. */
export const proposedKey = ['accounts', 'proposed'] as const
