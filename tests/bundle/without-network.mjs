// Runs on the Node.js of a bundle, where the network is off: installs, serves, upgrades, goes back.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const [bundle, place, report] = process.argv.slice(2)
const home = join(place, 'home')
const next = join(home, '0.1.1')
const where = ['--home', home, '--no-service']

const run = (file, args) =>
  execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 2] })
const taizhang = (...args) => run(join(home, 'current/taizhang'), args)
const units = () => taizhang('org', 'list')
const current = () => readlinkSync(join(home, 'current'))

/** Serves what is installed, asks for the page and all that it names, does `meanwhile`, and stops. */
async function serve(meanwhile = async () => {}) {
  const server = spawn(join(home, 'current/taizhang'), ['serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 2],
  })
  const address = await new Promise((resolve, reject) => {
    let said = ''
    server.stdout.on('data', (bytes) => {
      said += bytes
      const found = /http:\/\/\S+/.exec(said)
      if (found) resolve(found[0])
    })
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
  const page = await (await fetch(address)).text()
  const parts = [...page.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, path]) => path)
  const answers = await Promise.all(parts.map((path) => fetch(new URL(path, address))))
  const health = await (await fetch(`${address}/healthz`)).json()
  await meanwhile()
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await Promise.race([ended, pause(60_000)])
  return { health, parts, statuses: answers.map(({ status }) => status) }
}

const reachable = await fetch('https://registry.npmjs.org').then(
  () => true,
  () => false,
)
run(join(bundle, 'install.sh'), [...where, '--state', join(place, 'var')])
const ids = units().match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)
// What was kept is old: the clock has to be believed before anything is written.
for (const id of ids) taizhang('clock', 'confirm', '--org', id)
const served = await serve()
const fsck = taizhang('fsck')
const verdict = taizhang('verify', report)
const paper = join(place, 'report.pdf')
taizhang('report', '--year', '2025', '--out', paper, '--org', ids[0])

// As an upgrade leaves it that was cut short: laid in its place, and not yet in use.
cpSync(bundle, next, { recursive: true })
writeFileSync(join(next, 'VERSION'), '0.1.1\n')
run(join(next, 'install.sh'), where)
const upgraded = { current: current(), ...(await serve(foundUnit)) }
const after = units()
const older = fails(join(home, '0.1.0/install.sh'), where)

const refused = fails(join(next, 'install.sh'), [...where, '--back'])
run(join(next, 'install.sh'), [...where, '--back', '--reason', '新版本打印有误'])
const back = { current: current(), units: units(), fsck: taizhang('fsck'), ...(await serve()) }

const answer = { reachable, served, fsck, verdict, upgraded, after, older, refused, back, paper }
process.stdout.write(JSON.stringify(answer))

// The units that are there take the pack of the program first, and are thereby no longer silent.
async function foundUnit() {
  const program = join(home, 'current/taizhang')
  const asked = ['org', 'add', '后来设立的单位', '--person', '王敏', '--username', 'later']
  for (let tries = 0; fails(program, asked) !== null; tries++) {
    if (tries === 30) throw new Error('no unit could be founded')
    await pause(1_000)
  }
}

/** What a command said when it failed; null when it did not. */
function fails(file, args) {
  try {
    execFileSync(file, args, { encoding: 'utf8', stdio: 'pipe' })
    return null
  } catch (error) {
    return error.stderr
  }
}
