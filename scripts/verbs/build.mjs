import { prepare } from '../prepare.mjs'

/** Brings dist/ up to date. */
export async function run() {
  await prepare({ page: true })
}
