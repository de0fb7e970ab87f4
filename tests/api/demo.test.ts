import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPageFiles } from '../../src/api/page-files.ts'
import { openDemo } from '../demo-unit.ts'
import type { DemoUnit } from '../demo-unit.ts'
import { askApp } from './ask-app.ts'
import { heldApp } from './held-answers.ts'
import { servingOver } from './serving.ts'

let demo: DemoUnit

beforeAll(async () => {
  demo = await openDemo()
})

afterAll(() => demo.end())

test('the first start opens the demo unit, and whoever does it is signed in', async () => {
  const { opened, org, end } = demo
  const { service } = servingOver({ opened, data: '/nowhere', connection: {}, close: end })
  const app = heldApp(
    { ...service, openDemo: () => Promise.resolve(org.id) },
    readPageFiles('/nowhere'),
  )
  const { accounts } = opened.ports
  const link = await accounts.makeLink({ purpose: 'first-start', account: null, days: 1 })
  const headers = { host: '127.0.0.1:5280', origin, 'content-type': 'application/json' }
  const body = JSON.stringify({ link, seed: 1 })
  const open = () =>
    askApp(app, new Request(`${origin}/api/v1/setup/demo`, { method: 'POST', headers, body }))
  const told = await open()
  expect([told.status, await told.json()]).toEqual([
    201,
    { purpose: 'first-start', username: 'demo', mustSetPassword: true },
  ])
  expect(told.headers.getSetCookie().join()).toContain('taizhang=')
  expect((await open()).status).toBe(409)
})

const origin = 'http://127.0.0.1:5280'
