/** What nobody caught is told to `tell`, and the process goes on; answers how to stop that. */
export function keepServing(tell: (error: unknown) => void): () => void {
  // A promise that nobody waited for, or a callback of a library, belongs to one request at most.
  // Ending the process for it would break off everybody else's, writes under way included; what is
  // true stands in the database, so nothing half done is carried on with.
  process.on('unhandledRejection', tell)
  process.on('uncaughtException', tell)
  return () => {
    process.off('unhandledRejection', tell)
    process.off('uncaughtException', tell)
  }
}
