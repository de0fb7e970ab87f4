import { run as runTests } from './test.mjs'

/** Many times what one run of the tests asks; a number that is set already stays. */
const rounds = {
  TAIZHANG_SEED: String(Date.now() % 1_000_000),
  TAIZHANG_RUNS: '2000',
  TAIZHANG_FUZZ: '400',
  TAIZHANG_KILLS: '10',
  TAIZHANG_GUESSES: '5000',
  TAIZHANG_SIGN_INS: '25',
  TAIZHANG_INTERLEAVINGS: '10000',
  TAIZHANG_FLIPS: '1000000',
  TAIZHANG_MUTANTS: '10000',
  TAIZHANG_LOOKS: '4',
  TAIZHANG_CHARACTERS: '1000000',
}

/** Runs the tests named with more rounds; arguments go to vitest. */
export async function run(args) {
  for (const [name, value] of Object.entries(rounds)) process.env[name] ??= value
  console.log(`seed ${process.env['TAIZHANG_SEED']}`)
  return runTests(args)
}
