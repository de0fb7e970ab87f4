import { createHmac } from 'node:crypto'
import type { Delivery, RobotKind } from '../../app/ports/reminder-ports.ts'
import type { Label } from '../../ledger/label.ts'
import { words } from './post-words.ts'

/** What one kind of robot is sent, and how its answer is read. */
interface Robot {
  ask(message: RobotMessage): { readonly address: string; readonly body: unknown }
  /** Fields of the answer that carry code and words; the first that is there counts. */
  readonly code: readonly string[]
  readonly said: readonly string[]
  /** Codes that say "too often", and how long to wait. */
  readonly tooOften: ReadonlyMap<number, number>
}

interface RobotMessage {
  readonly address: string
  readonly secret: string | null
  readonly text: string
  readonly nowMs: number
}

const minuteMs = 60_000
const saidMax = 200

/**
 * The three robots as their makers document them: WeCom takes 20 messages a minute, DingTalk as
 * many and then nothing for ten minutes, Feishu 100 a minute and 5 a second.
 */
export const robots: Readonly<Record<RobotKind, Robot>> = {
  wecom: {
    ask: ({ address, text }) => ({ address, body: { msgtype: 'text', text: { content: text } } }),
    code: ['errcode'],
    said: ['errmsg'],
    tooOften: new Map([
      [45_009, minuteMs],
      [-1, minuteMs],
    ]),
  },
  dingtalk: {
    ask: ({ address, secret, text, nowMs }) => ({
      address: secret === null ? address : signedAddress(address, { secret, nowMs }),
      body: { msgtype: 'text', text: { content: text } },
    }),
    code: ['errcode'],
    said: ['errmsg'],
    tooOften: new Map([
      [130_101, 10 * minuteMs],
      [410_100, 10 * minuteMs],
      [-1, minuteMs],
    ]),
  },
  feishu: {
    ask: ({ address, secret, text, nowMs }) => ({
      address,
      body: {
        ...(secret === null ? {} : feishuSign({ secret, nowMs })),
        msg_type: 'text',
        content: { text },
      },
    }),
    code: ['code', 'StatusCode'],
    said: ['msg', 'StatusMessage'],
    tooOften: new Map([
      [9_499, minuteMs],
      [11_232, minuteMs],
    ]),
  },
}

/** Reads the answer of a robot: HTTP 200 says nothing yet, the code in the body does. */
export function readAnswer(kind: RobotKind, body: string): Delivery {
  const robot = robots[kind]
  const answer = objectIn(body)
  const code = robot.code.map((key) => answer?.[key]).find((one) => typeof one === 'number')
  if (typeof code !== 'number') return { outcome: 'unknown', reason: words.unreadable }
  if (code === 0) return { outcome: 'sent' }
  const afterMs = robot.tooOften.get(code)
  if (afterMs !== undefined) return { outcome: 'later', reason: words.tooMany, afterMs }
  const said = robot.said.map((key) => answer?.[key]).find((one) => typeof one === 'string')
  return { outcome: 'refused', reason: refusedText(code, said) }
}

function objectIn(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

// Other people's words, cut and on one line.
function refusedText(code: number, said: unknown): Label {
  const words = typeof said === 'string' ? said.replace(/[\p{C}\s]+/gu, ' ').slice(0, saidMax) : ''
  return {
    zh: `机器人拒收（${code}）：${words}。请核对地址、签名密钥与关键词设置。`,
    en: `The robot refused (${code}): ${words}. Check address, signing secret and keyword.`,
  }
}

/** DingTalk: HmacSHA256 over time and secret, under the secret, in the address. */
function signedAddress(
  address: string,
  { secret, nowMs }: { secret: string; nowMs: number },
): string {
  if (!URL.canParse(address)) return address
  const sign = createHmac('sha256', secret).update(`${nowMs}\n${secret}`).digest('base64')
  const url = new URL(address)
  url.searchParams.set('timestamp', String(nowMs))
  url.searchParams.set('sign', sign)
  return url.href
}

/** Feishu: time and secret are the key, over nothing, in the body; time in seconds. */
function feishuSign({ secret, nowMs }: { secret: string; nowMs: number }) {
  const timestamp = String(Math.floor(nowMs / 1_000))
  const sign = createHmac('sha256', `${timestamp}\n${secret}`).digest('base64')
  return { timestamp, sign }
}
