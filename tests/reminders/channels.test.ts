import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openMessenger } from '../../src/adapters/outbound/open-messenger.ts'
import { makeCertificate } from '../../src/adapters/tls/self-signed.ts'
import type { Delivery, MailServer, Outgoing } from '../../src/app/ports/reminder-ports.ts'
import type { RobotSink } from './robot-sink.ts'
import { robotSink, takes } from './robot-sink.ts'
import type { SmtpSink } from './smtp-sink.ts'
import { smtpSink } from './smtp-sink.ts'

const data = mkdtempSync(join(tmpdir(), 'taizhang-channels-'))
const nowMs = Date.parse('2026-03-02T00:30:00Z')
/** For who says nothing, or never an end; all others are held to the limits of the product. */
const short = { connectMs: 300, silentMs: 300, wholeMs: 600, answerMs: 500 }
let pair: { cert: string; key: string }
let smtp: SmtpSink
let smtps: SmtpSink
let starttls: SmtpSink
let robot: RobotSink
let secure: RobotSink

beforeAll(async () => {
  const made = await makeCertificate(join(data, 'tls'), ['localhost'])
  pair = { cert: readFileSync(made.cert, 'utf8'), key: readFileSync(made.key, 'utf8') }
  smtp = await smtpSink()
  smtps = await smtpSink({ ...pair, starttls: false })
  starttls = await smtpSink({ ...pair, starttls: true })
  robot = await robotSink()
  secure = await robotSink(pair)
  mkdirSync(join(data, 'outbound'))
})

afterAll(async () => {
  for (const one of [smtp, smtps, starttls, robot, secure]) await one.close()
  rmSync(data, { recursive: true, force: true })
})

beforeEach(() => {
  allow([
    ...[smtp, smtps, starttls].map((one) => `smtp://localhost:${one.port}`),
    `smtp://127.0.0.1:${smtp.port}`,
    `http://127.0.0.1:${robot.port}`,
    `https://localhost:${secure.port}`,
  ])
  trust(pair.cert)
  for (const one of [smtp, smtps, starttls]) {
    one.mode = 'takes'
    one.accepted.length = 0
    one.said.length = 0
  }
  for (const one of [robot, secure]) {
    one.answer = takes
    one.posted.length = 0
  }
})

function allow(origins: readonly string[]): void {
  writeFileSync(join(data, 'outbound/hosts.txt'), `# 内网\n${origins.join('\n')}\n`)
}

function trust(pem: string | null): void {
  if (pem === null) rmSync(join(data, 'outbound/ca.pem'), { force: true })
  else writeFileSync(join(data, 'outbound/ca.pem'), pem)
}

/** Each message is the first to its address. */
const countSent = () => Promise.resolve(1)

function send(message: Outgoing, within: { limits?: typeof short } = {}): Promise<Delivery> {
  return openMessenger({ data, clock: { now: () => nowMs }, countSent, ...within }).send(message)
}

function mail(server: Partial<MailServer>, password: string | null = '春眠不觉晓'): Outgoing {
  return {
    channel: 'mail',
    server: {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      user: null,
      from: 'taizhang@unit.example',
      ...server,
    },
    password,
    to: 'li@unit.example',
    subject: '台账：3项待办',
    text: '您有3项待办。https://tz.unit.example',
    messageId: '<1@taizhang>',
  }
}

const text = '您有3项待办。https://tz.unit.example'
const toRobot = (address: string, channel: 'wecom' | 'dingtalk' | 'feishu' = 'wecom') =>
  ({ channel, address, secret: null, text }) as const
const post = (...to: Parameters<typeof toRobot>) => send(toRobot(...to))
const robotAt = (path = '/send?key=1') => `http://127.0.0.1:${robot.port}${path}`

describe('mail', () => {
  test('goes out with a stable Message-ID and its text', async () => {
    expect(await send(mail({}))).toEqual({ outcome: 'sent' })
    const [taken = ''] = smtp.accepted
    expect(taken).toContain('Message-ID: <1@taizhang>')
    expect(taken).toContain('Auto-Submitted: auto-generated')
    const body = Buffer.from(taken.split('\n\n')[1] ?? '', 'base64').toString('utf8')
    expect(body.trim()).toBe(text)
  })

  test('goes over TLS and STARTTLS to a name whose certificate holds', async () => {
    const secured = { host: 'localhost', user: 'tz' }
    expect(await send(mail({ ...secured, port: smtps.port, security: 'tls' }))).toEqual({
      outcome: 'sent',
    })
    const upgraded = mail({ host: 'localhost', port: starttls.port, security: 'starttls' })
    expect(await send(upgraded)).toEqual({ outcome: 'sent' })
    expect(smtps.accepted.length + starttls.accepted.length).toBe(2)
  })

  test('does not go to a server whose certificate nobody vouches for', async () => {
    trust(null)
    for (const [sink, security] of [[smtps, 'tls'] as const, [starttls, 'starttls'] as const]) {
      const tried = await send(mail({ host: 'localhost', port: sink.port, security, user: 'tz' }))
      expect(tried).toMatchObject({ outcome: 'refused' })
      expect(tried).toMatchObject({ reason: { zh: expect.stringContaining('受信任的机构') } })
      expect(sink.accepted).toEqual([])
    }
  })

  test('is not sent in the clear where STARTTLS was asked for', async () => {
    const tried = await send(mail({ security: 'starttls', user: 'tz' }))
    expect(tried).toMatchObject({ outcome: 'refused', reason: { zh: /加密连接/ } })
    expect(smtp.said.join('\n')).not.toContain('AUTH')
  })

  test.each(['hangs', 'drips'] as const)(
    'names a server that %s, within its limits',
    async (mode) => {
      smtp.mode = mode
      const began = performance.now()
      const tried = await send(mail({}), { limits: short })
      expect(tried).toMatchObject({ outcome: 'later', reason: { zh: /127\.0\.0\.1.*没有应答/ } })
      expect(performance.now() - began).toBeLessThan(10_000)
    },
  )

  test('is of unknown fate when the server falls silent with the text', async () => {
    smtp.mode = 'hangs-after-text'
    // Until it has the text it may take its time.
    const limits = { ...short, connectMs: 5_000, silentMs: 2_000, wholeMs: 30_000 }
    expect(await send(mail({}), { limits })).toMatchObject({ outcome: 'unknown' })
  })

  test('tells the words of the server, and never the password', async () => {
    smtp.mode = 'refuses-login'
    const login = await send(mail({ user: 'tz' }))
    expect(login).toMatchObject({ outcome: 'refused', reason: { zh: /不接受用户名或密码：535/ } })
    expect(JSON.stringify(login)).not.toContain('春眠不觉晓')
    smtp.mode = 'refuses-person'
    expect(await send(mail({}))).toMatchObject({ outcome: 'refused', reason: { zh: /拒收：550/ } })
    smtp.mode = 'busy'
    expect(await send(mail({}))).toMatchObject({ outcome: 'later', reason: { zh: /451/ } })
  })

  test('reaches neither other ports nor this machine unless its administrator says so', async () => {
    allow([])
    expect(await send(mail({}))).toMatchObject({ outcome: 'refused', reason: { zh: /发信端口/ } })
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '::1']) {
      const tried = await send(mail({ host, port: 25 }))
      expect(tried).toMatchObject({ outcome: 'refused' })
    }
    expect(smtp.said).toEqual([])
  })
})

describe('a robot', () => {
  test('of WeCom gets a text', async () => {
    expect(await post(robotAt())).toEqual({ outcome: 'sent' })
    expect(JSON.parse(robot.posted[0]?.body ?? '')).toEqual({
      msgtype: 'text',
      text: { content: text },
    })
  })

  test('of DingTalk is signed in the address', async () => {
    const secret = 'SEC1'
    const message = {
      channel: 'dingtalk',
      address: robotAt('/robot/send?access_token=a'),
      text,
    } as const
    expect(await send({ ...message, secret })).toEqual({ outcome: 'sent' })
    const { searchParams } = new URL(`http://x${robot.posted[0]?.path}`)
    expect(searchParams.get('access_token')).toBe('a')
    expect(searchParams.get('timestamp')).toBe(String(nowMs))
    expect(searchParams.get('sign')).toBe(
      createHmac('sha256', secret).update(`${nowMs}\n${secret}`).digest('base64'),
    )
  })

  test('of Feishu is signed in the body', async () => {
    const secret = 's'
    const message = { channel: 'feishu', address: robotAt('/hook/1'), text } as const
    expect(await send({ ...message, secret })).toEqual({ outcome: 'sent' })
    const timestamp = String(nowMs / 1000)
    expect(JSON.parse(robot.posted[0]?.body ?? '')).toEqual({
      timestamp,
      sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64'),
      msg_type: 'text',
      content: { text },
    })
  })

  test('that answers 200 with an error code has refused', async () => {
    robot.answer = (response) => response.end('{"errcode":93000,"errmsg":"invalid webhook url"}')
    expect(await post(robotAt())).toMatchObject({
      outcome: 'refused',
      reason: { zh: /（93000）：invalid webhook url/ },
    })
    robot.answer = (response) => response.end('{"code":19021,"msg":"sign match fail"}')
    expect(await post(robotAt(), 'feishu')).toMatchObject({ outcome: 'refused' })
  })

  test('that says too often is left alone for as long as it asks', async () => {
    robot.answer = (response) => response.writeHead(429, { 'retry-after': '120' }).end()
    expect(await post(robotAt())).toMatchObject({ outcome: 'later', afterMs: 120_000 })
    robot.answer = (response) => response.end('{"errcode":130101,"errmsg":"send too fast"}')
    expect(await post(robotAt(), 'dingtalk')).toMatchObject({ outcome: 'later', afterMs: 600_000 })
  })

  test('that answers too much, nothing, or nonsense leaves it unknown', async () => {
    robot.answer = (response) => response.end('a'.repeat(64 * 1024 + 1))
    expect(await post(robotAt())).toMatchObject({ outcome: 'unknown', reason: { zh: /64 KiB/ } })
    robot.answer = (response) => response.destroy()
    expect(await post(robotAt())).toMatchObject({ outcome: 'unknown', reason: { zh: /中途断开/ } })
    robot.answer = (response) => response.end('<html>')
    expect(await post(robotAt())).toMatchObject({ outcome: 'unknown' })
  })

  test('that says nothing leaves it unknown', async () => {
    robot.answer = () => {}
    const tried = await send(toRobot(robotAt()), { limits: short })
    expect(tried).toMatchObject({ outcome: 'unknown', reason: { zh: /5 秒/ } })
  })

  test('that sends us to 127.0.0.1 is not followed', async () => {
    const trap = await robotSink()
    robot.answer = (response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${trap.port}/` }).end()
    expect(await post(robotAt())).toMatchObject({ outcome: 'refused', reason: { zh: /不予跟随/ } })
    expect(trap.posted).toEqual([])
    await trap.close()
  })

  test('over https must show a certificate that holds, for the very name', async () => {
    const named = `https://localhost:${secure.port}/send`
    expect(await post(named)).toEqual({ outcome: 'sent' })
    trust(null)
    expect(await post(named)).toMatchObject({ outcome: 'refused', reason: { zh: /受信任的机构/ } })
    trust(pair.cert)
    const other = `https://robot.unit.example:${secure.port}`
    allow([other])
    const messenger = openMessenger({
      data,
      clock: { now: () => nowMs },
      countSent,
      lookUp: async () => [{ address: '127.0.0.1', family: 4 }],
    })
    const tried = await messenger.send({
      channel: 'wecom',
      address: `${other}/x`,
      secret: null,
      text,
    })
    expect(tried).toMatchObject({ outcome: 'refused', reason: { zh: /不属于这个地址/ } })
    expect(secure.posted).toHaveLength(1)
  })

  test('that cannot be reached is tried again later', async () => {
    const gone = await robotSink()
    const address = `http://127.0.0.1:${gone.port}`
    allow([address])
    await gone.close()
    expect(await post(`${address}/send`)).toMatchObject({ outcome: 'later' })
  })
})
