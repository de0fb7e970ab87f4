import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { allocator } from './allocator.mjs'
import { root } from './root.mjs'

const sameKeyMs = 1_000

/**
 * Runs a program of ours in the foreground, hands signals on to it, and answers its exit code.
 * The child is in a group of its own: Ctrl-C then reaches it once, through us, not two or three
 * times (terminal, npm and us), which a server would take for impatience.
 */
export function follow(file, args, { env = process.env, cwd = root } = {}) {
  const watch = pathToFileURL(join(root, 'scripts/orphan.mjs')).href
  // Without source maps: Node would parse that of the program at once and hold it, 65 MB of memory
  // for traces that name functions and sources anyway.
  const child = spawn(process.execPath, ['--import', watch, file, ...args], {
    cwd,
    env: { ...allocator, ...env },
    stdio: 'inherit',
    detached: process.platform !== 'win32',
  })
  let last = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (Date.now() - last > sameKeyMs) child.kill(signal)
      last = Date.now()
    })
  }
  // npm dies of SIGTERM or SIGKILL without telling the shell that it started, nor us.
  const elders = eldersNow()
  const startedByNpm = process.env.npm_lifecycle_event !== undefined
  const watching = setInterval(() => {
    if (!startedByNpm || eldersNow() === elders) return
    clearInterval(watching)
    child.kill('SIGTERM')
  }, 500)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearInterval(watching)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

// Our parent and, where it can be read, its parent: the shell between npm and us may outlive npm.
function eldersNow() {
  const { ppid } = process
  try {
    const stat = readFileSync(`/proc/${ppid}/stat`, 'utf8')
    return `${ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return `${ppid}`
  }
}
