import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPageFiles } from '../../src/api/page-files.ts'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import { askApp } from '../api/ask-app.ts'
import { heldApp } from '../api/held-answers.ts'
import type { Serving } from '../api/serving.ts'
import { serveTest, setUp } from '../api/serving.ts'
import { bundles } from '../outside/bundles.ts'

const bundled = bundles('attack')
let serving: Serving
let cookie: string

beforeAll(async () => {
  serving = await serveTest()
  await setUp(serving)
  const body = { username: '张三', password: '春眠不觉晓处处闻啼鸟' }
  const told = await serving.browser().ask('POST', '/api/v1/session', { body })
  cookie = told.headers.get('set-cookie')?.split(';')[0] ?? ''
})

afterAll(async () => {
  await serving.close()
  bundled.remove()
})

const secret = 'password=hunter2 at /srv/secret/place'

/** A port whose every method fails, at once or later. */
function failing(mode: 'at once' | 'later'): never {
  const error = () => Object.assign(new Error(secret), { detail: secret })
  return new Proxy(
    {},
    {
      get: () => () => {
        if (mode === 'at once') throw error()
        return new Promise((_, reject) => setImmediate(() => reject(error())))
      },
    },
  ) as never
}

describe.each(['at once', 'later'] as const)('what fails %s', (mode) => {
  test('is answered with a trace that leads to the log, and with nothing else', async () => {
    const logged: { trace: string; error: unknown }[] = []
    const { ports } = serving.service
    const app = heldApp(
      {
        ...serving.service,
        ports: { ...ports, store: failing(mode), rosters: failing(mode) },
        log: { ...serving.service.log, unforeseen: (event) => logged.push(event) },
      },
      readPageFiles('/nowhere'),
    )
    const broken = heldApp(
      {
        ...serving.service,
        ports: { ...ports, accounts: failing(mode), organisations: failing(mode) },
        log: { ...serving.service.log, unforeseen: (event) => logged.push(event) },
      },
      readPageFiles('/nowhere'),
    )
    const asked: [typeof app, string][] = [
      [app, '/api/v1/registers/problem/records'],
      [app, '/api/v1/roster'],
      ...allRoutes
        .filter(({ method, path }) => method === 'GET' && !path.includes('{'))
        .map(({ path }): [typeof app, string] => [broken, `/api/v1${path}`]),
      [broken, '/log/x/checkpoint'],
    ]
    for (const [at, path] of asked) {
      const told = await askApp(
        at,
        new Request(`http://127.0.0.1${path}`, { headers: { host: '127.0.0.1', cookie } }),
      )
      const text = await told.text()
      expect(told.status, path).toBe(500)
      const { code, trace } = JSON.parse(text)
      expect([code, trace], path).toEqual(['unforeseen', logged.at(-1)?.trace])
      expect(text + JSON.stringify([...told.headers]), path).not.toMatch(/hunter2|secret/)
      expect(told.headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(logged.length).toBe(asked.length)
  })
})

test('what nobody waits for or catches does not end the server', async () => {
  const script = await bundled.script(
    'server',
    `import { EventEmitter } from 'node:events'
        import { keepServing } from '../../src/cli/keep-serving.ts'
        import { listen } from '../../src/cli/serve.ts'
        const caught = []
        keepServing((error) => caught.push(error.message))
        const faults = {
          '/forgotten': () => { void Promise.reject(new Error('forgotten')) },
          '/callback': () => { setTimeout(() => { throw new Error('callback') }) },
          '/emitter': () => { setTimeout(() => new EventEmitter().emit('error', new Error('emitter'))) },
        }
        const app = async ({ path }) => {
          faults[path]?.()
          return { status: 200, headers: {}, body: path === '/caught' ? JSON.stringify(caught) : 'ok' }
        }
        const options = { port: 0, host: '127.0.0.1', cert: null, key: null, publicUrl: null, trustedProxy: false }
        console.log((await listen(app, options)).address)`,
  )
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const address = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (bytes) => resolve(String(bytes).trim()))
      child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    })
    for (const path of ['forgotten', 'callback', 'emitter']) {
      expect(await (await fetch(`${address}/${path}`)).text()).toBe('ok')
    }
    await expect
      .poll(async () => (await fetch(`${address}/caught`)).json())
      .toEqual(['forgotten', 'callback', 'emitter'])
  } finally {
    child.kill('SIGKILL')
  }
})
