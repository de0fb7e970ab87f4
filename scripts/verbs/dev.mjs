import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { serverBuild, serverBundles } from '../build.mjs'
import { prepare } from '../prepare.mjs'
import { root, say } from '../root.mjs'

/** Serves on port 5280 from sources that are built again on every change, the page beside it. */
export async function run(args) {
  await prepare({ page: true })
  const { context } = await import('esbuild')
  const server = restartable(args)
  const restart = {
    name: 'restart',
    setup: (build) => build.onEnd(({ errors }) => (errors.length === 0 ? server.restart() : null)),
  }
  const watching = await Promise.all(
    Object.entries(serverBundles).map(([outfile, entry]) =>
      context({ ...serverBuild(entry, outfile), plugins: [restart] }),
    ),
  )
  await Promise.all(watching.map((one) => one.watch()))
  const vite = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve)
  })
  vite.kill()
  await Promise.all([...watching.map((one) => one.dispose()), server.stop()])
}

// The data folder is locked by the server that runs, so the next one waits until it has ended.
function restartable(args) {
  let child = null
  let turn = Promise.resolve()
  const stop = () =>
    new Promise((resolve) => {
      if (!child || child.exitCode !== null) return resolve()
      child.once('exit', resolve)
      child.kill('SIGTERM')
    })
  const start = () => {
    say('server starts')
    const main = join(root, 'dist/main.mjs')
    child = spawn(process.execPath, ['--enable-source-maps', main, 'serve', ...args], {
      cwd: root,
      stdio: 'inherit',
    })
  }
  return {
    restart: () => {
      turn = turn.then(stop).then(start)
    },
    stop: () => turn.then(stop),
  }
}
