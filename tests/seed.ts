import fc from 'fast-check'

/**
 * The seed of every random choice in the tests. Fixed, so that a run says something of the change
 * and not of its luck; `npm run campaign:…` draws another one each time and prints it.
 */
export const seed = Number(process.env['TAIZHANG_SEED'] ?? 166_660)

const numRuns = process.env['TAIZHANG_RUNS']
fc.configureGlobal({ seed, ...(numRuns === undefined ? {} : { numRuns: Number(numRuns) }) })
