import type { Fault } from '../ledger/fault.ts'
import { inOneLine, withStop } from '../ledger/fault.ts'
import type { Label, Lang } from '../ledger/label.ts'
import { say } from '../ledger/label.ts'
import type { ApiError } from './contract/api-error.ts'

// The one table from fault to HTTP status. What is not here is a request that was understood and
// cannot be done: 422.
const statusByCode: Readonly<Record<string, number>> = {
  'body.not-json': 400,
  'body.deep': 400,
  'body.too-large': 413,
  'body.type': 415,
  'file.too-large': 413,
  'request.host': 421,
  'request.origin': 403,
  'request.invalid': 400,
  'session.none': 401,
  'session.no-organisation': 403,
  'session.elsewhere': 409,
  'session.must-set-password': 403,
  'sign-in.refused': 401,
  'sign-in.again': 403,
  'sign-in.wait': 429,
  'sign-in.busy': 503,
  'sign-in.ended': 403,
  'reading.busy': 503,
  'link.used': 410,
  'link.expired': 410,
  'link.replaced': 410,
  'link.ended': 410,
  'link.unknown': 410,
  'access.denied': 403,
  'access.scope': 403,
  'access.stand-in': 403,
  'access.self-granted': 403,
  'register.own-way': 403,
  'route.unknown': 404,
  'record.unknown': 404,
  'call.unknown': 404,
  'attachment.none': 404,
  'backup.running': 409,
  'attachment.missing': 410,
  'register.unknown': 404,
  'figure.unknown': 404,
  'duty.unknown': 404,
  'report.unknown': 404,
  'draft.unknown': 404,
  'import.unknown': 404,
  'draft.version': 404,
  'draft.comment': 404,
  'organisation.unknown': 404,
  'account.unknown': 404,
  'pack.unknown': 404,
  'token.unknown': 404,
  'board.none': 404,
  'draw.absent': 404,
  'tile.unknown': 404,
  'calendar.unknown': 404,
  'calendar.wait': 429,
  'entry.unknown': 404,
  'draw.exists': 409,
  'draw.no-checkpoint': 503,
  'received.again': 409,
  'reply.waits': 409,
  'call.taken': 409,
  'call.step': 409,
  'call.passed-on': 409,
  'call.urged': 409,
  'duty-list.unknown': 404,
  'duty-list.taken': 409,
  'duty-list.step': 409,
  'asking.again': 409,
  'handing.unknown': 404,
  'handing.gone': 409,
  'handed.missing': 404,
  'received.fork': 409,
  'exchange.closed': 404,
  'exchange.busy': 503,
  'exchange.running': 409,
  'received.settled': 409,
  'received.watched': 409,
  'received.unwatched': 404,
  'key.not-covered': 409,
  'key.missing': 409,
  'key.at-hand': 409,
  'stage.not-yours': 403,
  'draw.own-way': 403,
  'record.void': 409,
  'draft.exists': 409,
  'draft.closed': 409,
  'import.too-many': 409,
  'import.writing': 409,
  'import.stopped': 409,
  'import.own-sheet': 409,
  'import.nothing-ready': 409,
  'report.step': 409,
  'report.uncovered': 503,
  'report.review-lapsed': 409,
  'report.own-review': 403,
  'report.passkey-needed': 403,
  'passkey.unknown': 404,
  'passkey.unprepared': 409,
  'passkey.refused': 403,
  'write.key-reused': 409,
  'username.taken': 409,
  'username.alike': 409,
  'setup.done': 409,
  'account.member': 409,
  'account.shared': 403,
  'write.stale': 412,
  'draft.stale': 412,
  'import.stale': 412,
  'report.moved': 412,
  'write.busy': 503,
  'write.unknown': 503,
  'clock.held': 503,
  'write.precondition': 428,
  'service.database': 503,
  'service.read-only': 503,
  'service.signer': 503,
  'service.disk-full': 507,
  'demo.missing': 501,
}

/** The HTTP status of a fault. */
export function statusOf(fault: Fault): number {
  return statusByCode[fault.code] ?? 422
}

/**
 * The answer (RFC 9457) to a refusal; the first fault gives title and status. Whatever it says are
 * sentences with their stops, so that whoever shows them sets one behind the other.
 */
export function apiErrorOf(faults: readonly Fault[], lang: Lang): ApiError {
  const [first] = faults
  if (!first) throw new Error('a refusal without a fault')
  const sentence = (label: Label) => withStop(say(label, lang), lang)
  return {
    type: `/problems/${first.code}`,
    status: statusOf(first),
    code: first.code,
    title: sentence(first.text),
    detail: inOneLine(
      faults.map(({ text }) => say(text, lang)),
      lang,
    ),
    hint: sentence(first.hint),
    faults: faults.map(({ code, at, text, hint, more }) => ({
      code,
      at,
      text: sentence(text),
      hint: sentence(hint),
      ...(more ? { more } : {}),
    })),
  }
}

/** The opaque answer to what nobody foresaw; the number leads to the server's log. */
export function unforeseen(trace: string, lang: Lang): ApiError {
  const zh = lang === 'zh'
  return {
    type: '/problems/unforeseen',
    status: 500,
    code: 'unforeseen',
    title: zh ? '服务器出了意外。' : 'Something unforeseen happened on the server.',
    detail: zh ? `错误编号：${trace}。` : `Trace: ${trace}.`,
    hint: zh ? '请把错误编号告诉管理员。' : 'Tell the administrator the trace.',
    faults: [],
    trace,
  }
}
