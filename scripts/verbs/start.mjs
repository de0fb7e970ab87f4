import { isAbsolute, join, resolve } from 'node:path'
import { follow } from '../follow.mjs'
import { prepare } from '../prepare.mjs'
import { root } from '../root.mjs'

/** Serves. */
export async function run(args) {
  await prepare({ page: true })
  return follow(join(root, 'dist/main.mjs'), ['serve', ...withFullPaths(args)])
}

// npm moves to the folder of the package; a folder the user typed is meant from where they stand.
function withFullPaths(args) {
  const from = process.cwd() === root ? (process.env.INIT_CWD ?? root) : process.cwd()
  return args.map((arg, index) => {
    if (args[index - 1] === '--data' && !isAbsolute(arg)) return resolve(from, arg)
    if (arg.startsWith('--data=')) return `--data=${resolve(from, arg.slice('--data='.length))}`
    return arg
  })
}
