import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from '../build.mjs'
import { derivedDrift } from '../derived-drift.mjs'
import { ensureInstalled } from '../install.mjs'
import { roomDirection } from '../room-direction.mjs'
import { root } from '../root.mjs'

const modules = join(root, 'node_modules')

const steps = [
  step('types', 'typescript/bin/tsc', ['--noEmit']),
  step('lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']),
  step('format', '@biomejs/biome/bin/biome', ['check', '.']),
  { name: 'room direction', run: checkRooms },
  step('dead code', 'knip/bin/knip.js', ['--no-progress', '--no-config-hints']),
  // Without the tests: what only a test still calls is dead as well.
  step('dead code, production', 'knip/bin/knip.js', [
    ...['--production', '--include', 'files,exports,types'],
    ...['--no-progress', '--no-config-hints'],
  ]),
  step('tidy', 'vitest/vitest.mjs', ['run', 'tools', '--reporter=dot']),
  { name: 'derived files', run: checkDerived },
]

/** Runs every step, or those named, also after one has failed; answers 1 if any did. */
export async function run(args) {
  const unknown = args.filter((asked) => !steps.some(({ name }) => name === asked))
  if (unknown.length > 0) {
    const there = steps.map(({ name }) => name).join('; ')
    process.stderr.write(`no step is called ${unknown.join('; ')}: there are ${there}\n`)
    return 2
  }
  await ensureInstalled()
  const chosen = steps.filter(({ name }) => args.length === 0 || args.includes(name))
  const began = Date.now()
  const waiting = [...chosen]
  const failed = []
  // Two at a time: most steps keep one core busy.
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!(await report(next))) failed.push(next.name)
    }
  }
  await Promise.all([lane(), lane()])
  const verdict = failed.length === 0 ? 'all hold' : `failed: ${failed.join(', ')}`
  process.stdout.write(`${chosen.length} steps in ${seconds(began)}; ${verdict}\n`)
  return failed.length === 0 ? 0 : 1
}

async function report({ name, run: work }) {
  const began = Date.now()
  const { ok, output } = await work().catch((error) => ({ ok: false, output: error.stack }))
  const line = `${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(24)}${seconds(began)}\n`
  process.stdout.write(ok ? line : `${line}${output.trimEnd()}\n`)
  return ok
}

function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s`
}

function step(name, program, args) {
  return { name, run: () => output(process.execPath, [join(modules, program), ...args]) }
}

function output(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (bytes) => (said += bytes))
    child.stderr.on('data', (bytes) => (said += bytes))
    child.once('error', (error) => resolve({ ok: false, output: String(error) }))
    child.once('close', (code) => resolve({ ok: code === 0, output: said }))
  })
}

// A cruiser that reads nothing finds nothing wrong; that has been seen to happen quietly.
async function checkRooms() {
  const { files, violations } = roomDirection(root)
  if (files === 0) return { ok: false, output: 'no file was read: the guard guards nothing' }
  return { ok: violations.length === 0, output: violations.join('\n') }
}

async function checkDerived() {
  await ensureBuilt({ page: false })
  const drift = await derivedDrift(output)
  const told = 'These were stale and are now written; look at them and commit them:'
  return { ok: drift.length === 0, output: [told, ...drift].join('\n') }
}
