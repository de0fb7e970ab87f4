import { abilitiesOf, deny } from '../app/access/access.ts'
import type { Session } from '../app/ports/store-ports.ts'
import { refuse } from '../ledger/fault.ts'
import type { Access, Caller } from './route.ts'

/**
 * Lets a caller through to a route or refuses: `session.none`, `session.must-set-password`,
 * `session.no-organisation`, `access.scope`, `access.denied`. Returns what the caller acts as.
 */
export function checkAccess(access: Access, caller: Caller): Session | null {
  if (access.who === 'public') return null
  if (caller.kind === 'nobody') return refuseNobody()
  if (caller.kind === 'token') {
    const { scope } = access
    if (access.who !== 'member' || scope === undefined) return refuseScope()
    return caller.token.scopes.includes(scope) ? caller.session : refuseScope()
  }
  if (access.who === 'signed-in') return caller.session
  if (caller.signedIn.mustSetPassword) return refuseUntilPassword()
  if (!caller.session) return refuseWithoutOrganisation()
  const { ability } = access
  if (ability !== undefined && !abilitiesOf(caller.session.actor.roles).includes(ability)) {
    return deny()
  }
  return caller.session
}

function refuseNobody(): never {
  return refuse('session.none', {
    text: { zh: '请先登录。', en: 'Please sign in.' },
    hint: { zh: '登录后再试；长时间不用会自动退出。', en: 'Sign in; a session ends when idle.' },
  })
}

function refuseScope(): never {
  return refuse('access.scope', {
    text: { zh: '这个访问令牌不能做这件事。', en: 'This access token does not allow that.' },
    hint: { zh: '请使用带有相应范围的令牌。', en: 'Use a token with the scope it needs.' },
  })
}

function refuseUntilPassword(): never {
  return refuse('session.must-set-password', {
    text: { zh: '请先设置密码。', en: 'Choose a password first.' },
    hint: { zh: '设置密码后即可使用。', en: 'Everything else opens after that.' },
  })
}

function refuseWithoutOrganisation(): never {
  return refuse('session.no-organisation', {
    text: { zh: '这个账号不属于任何单位。', en: 'This account is a member of no organisation.' },
    hint: { zh: '请联系管理员。', en: 'Ask the administrator.' },
  })
}
