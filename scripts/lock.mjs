import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root, say } from './root.mjs'

const folder = join(root, '.boot-lock')
const pidFile = join(folder, 'pid')
const nameWithinMs = 5_000

/** Runs `work` while no other start of this clone installs or builds. */
export async function alone(work) {
  let told = false
  while (!taken()) {
    if (abandoned()) {
      rmSync(folder, { recursive: true, force: true })
      continue
    }
    if (!told) say('another start is installing or building; waiting for it')
    told = true
    await pause(300)
  }
  const release = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function taken() {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  writeFileSync(pidFile, String(process.pid))
  return true
}

function abandoned() {
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0)
    return false
  } catch (error) {
    if (error.code === 'ESRCH') return true
    if (error.code !== 'ENOENT' && error.code !== 'ERR_INVALID_ARG_TYPE') return false
  }
  // The folder is made before the number is written into it; an old one will never get it.
  const made = statSync(folder, { throwIfNoEntry: false })
  return made !== undefined && Date.now() - made.mtimeMs > nameWithinMs
}
