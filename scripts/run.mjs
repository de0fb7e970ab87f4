// Plain Node and no package: this runs in a clone where nothing is installed yet.
import './node-version.mjs'

const verbs = {
  start: 'install, build and serve (npm start -- --port 5280 --data DIR)',
  test: 'install, build and run every test (npm test -- src/log)',
  check: 'types, lint, format, room direction, dead code, derived files',
  build: 'install and build dist/',
  bundle: 'one file that installs without a network (npm run bundle -- --platform linux-arm64)',
  dev: 'serve, and build again on every change',
  derive: 'write docs/derived again',
  bench: 'measure',
  pictures: 'draw the pictures of README and docs/tour.md from the demo',
  keep: 'keep what this version leaves behind, for every later one',
  campaign: 'attack for long (npm run campaign:attack)',
  hours: 'run the tests as at 00:30 and at 23:30 (npm run campaign:hours)',
  cli: 'the command line (node bin/taizhang.mjs … is the same)',
}

const [verb = 'start', ...args] = process.argv.slice(2)
const { plainly } = await import('./prepare.mjs')
if (verb in verbs) {
  const { run } = await import(`./verbs/${verb}.mjs`)
  process.exitCode = (await plainly(() => run(args))) ?? 0
} else {
  const list = Object.entries(verbs).map(([name, what]) => `  ${name.padEnd(8)}${what}\n`)
  process.stderr.write(`There is no "${verb}". There are:\n${list.join('')}`)
  process.exitCode = 2
}
