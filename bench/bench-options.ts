import { parseArgs } from 'node:util'

/** Every step, in the order they are run. */
export const stepNames = [
  'import',
  'fsck',
  'append',
  'figures',
  'likeness',
  'report',
  'start',
  'create',
  'list',
  'find',
  'year',
  'page',
  'memory',
  'units',
  'calls',
] as const

export type StepName = (typeof stepNames)[number]

/** How much is measured. */
export interface Sizes {
  /** Records of the unit whose lists are read. */
  readonly listed: number
  /** Records of the unit whose year is computed, all in one year. */
  readonly yearly: number
  /** Records of further units whose whole year is looked at, one size after the other. */
  readonly years: readonly number[]
  /** Records of one more unit whose lists are read too; 0 = none. */
  readonly vast: number
  /** Entries that `fsck` goes through. */
  readonly checked: number
  /** Records of one import. */
  readonly imported: number
  /** Units of an installation, as it grows. */
  readonly units: readonly number[]
  /** Seconds in which nobody asks anything. */
  readonly idleSeconds: number
  readonly rounds: number
  /** Seconds of load in one round. */
  readonly seconds: number
}

const full: Sizes = {
  listed: 200_000,
  yearly: 10_000,
  years: [1_000, 10_000, 100_000, 200_000],
  vast: 0,
  checked: 100_000,
  imported: 10_000,
  units: [10, 100, 1_000, 3_000],
  idleSeconds: 60,
  rounds: 3,
  seconds: 4,
}

const million = 1_000_000

const small: Sizes = {
  listed: 20_000,
  yearly: 1_000,
  years: [1_000],
  vast: 0,
  checked: 10_000,
  imported: 1_000,
  units: [10, 30],
  idleSeconds: 2,
  rounds: 1,
  seconds: 0.5,
}

/** What `npm run bench -- …` was asked for. */
export interface BenchOptions {
  readonly sizes: Sizes
  readonly isSmall: boolean
  readonly only: readonly StepName[]
  readonly write: boolean
  /** Folder for CPU profiles of the server and of this process; null = none. */
  readonly profile: string | null
}

/** Reads the arguments; throws with a plain sentence for what it does not know. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      small: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      write: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      listed: { type: 'string' },
      million: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  })
  const only = values.only.flatMap((one) => one.split(','))
  const unknown = only.find((one) => !(stepNames as readonly string[]).includes(one))
  if (unknown !== undefined) {
    throw new Error(`there is no step "${unknown}"; there are ${stepNames.join(', ')}`)
  }
  const sizes = values.small ? small : full
  const rounds = values.rounds === undefined ? sizes.rounds : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1')
  const listed = values.listed === undefined ? sizes.listed : Number(values.listed)
  if (!Number.isInteger(listed) || listed < 1_000) throw new Error('--listed is a number from 1000')
  const larger = values.million ? { years: [...sizes.years, million], vast: million } : {}
  return {
    sizes: { ...sizes, ...larger, rounds, listed },
    isSmall: values.small,
    only: only.length === 0 ? stepNames : (only as StepName[]),
    write: values.write,
    profile: values.profile ?? null,
  }
}
