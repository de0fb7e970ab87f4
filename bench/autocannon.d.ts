declare module 'autocannon' {
  /** What the load of one run is. */
  export interface Options {
    readonly url: string
    readonly connections: number
    /** Seconds; fractions are allowed. */
    readonly duration: number
    readonly headers: Readonly<Record<string, string>>
    readonly requests: readonly {
      readonly method: 'GET' | 'POST'
      readonly path: string
      readonly body?: string
    }[]
  }

  /** What one run saw. */
  export interface Result {
    readonly '2xx': number
    readonly non2xx: number
    readonly errors: number
    readonly timeouts: number
    /** Seconds. */
    readonly duration: number
    /** Milliseconds. */
    readonly latency: { readonly p50: number; readonly p99: number }
  }

  export default function autocannon(options: Options): Promise<Result>
}
