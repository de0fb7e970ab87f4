/** The key under which the list of accounts is kept, for all that change it. */
export const accountsKey = ['accounts']
