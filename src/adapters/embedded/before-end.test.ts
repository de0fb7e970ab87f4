import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { bundles } from '../../../tests/outside/bundles.ts'

const program = `
  import { beforeEnd } from '../../src/adapters/embedded/before-end.ts'
  const isServer = process.argv[2] === 'server'
  if (isServer) process.once('SIGTERM', () => setTimeout(() => {
    console.log('in its own order')
    process.exit(0)
  }, 100))
  beforeEnd(async () => console.log('cleared'))
  setInterval(() => {}, 1000)
  console.log('ready')`

test('a command clears up and ends by the signal; a server that waits for it ends in its own order', async () => {
  const bundled = bundles('before-end')
  const script = await bundled.script('before-end', program)
  const ended = (kind: string) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [script, kind])
      let said = ''
      child.stdout.on('data', (bytes) => {
        said += String(bytes)
        if (said === 'ready\n') child.kill('SIGTERM')
      })
      child.once('close', (code, signal) => resolve([said, code, signal]))
    })
  expect(await ended('command')).toEqual(['ready\ncleared\n', null, 'SIGTERM'])
  expect(await ended('server')).toEqual(['ready\nin its own order\n', 0, null])
  bundled.remove()
})
