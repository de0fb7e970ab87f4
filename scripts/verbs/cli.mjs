import { prepare } from '../prepare.mjs'

const servesPage = new Set(['serve', 'demo'])

/** Runs the command line in this process, so that its exit code and its output are the program's. */
export async function run(args) {
  await prepare({ page: servesPage.has(args[0]) })
  process.setSourceMapsEnabled(true)
  process.argv = [process.argv[0], 'taizhang', ...args]
  await import('../../dist/main.mjs')
  return process.exitCode
}
