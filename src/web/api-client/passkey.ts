import type { PasskeyOptions, SigningView } from '../../api/contract/passkey.ts'
import { fromBase64, toBase64 } from '../../log/base64.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { SignedThing } from '../../report/passkey/signing-challenge.ts'
import { signingChallenge } from '../../report/passkey/signing-challenge.ts'
import { ApiFailure, apiErrorOf } from './ask.ts'

const answerWithinMs = 180_000

/** Ed25519 and ECDSA over P-256, by their COSE numbers; the server takes no other. */
const algorithms = [-8, -7] as const

/** Whether this browser gives passkeys on this page: only under a name, and over a safe way. */
export function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in window && window.isSecureContext
}

/** Has an authenticator make a key; base64. Throws `ApiFailure` where it does not. */
export async function makePasskey(
  { challenge, rpId, person, known }: PasskeyOptions,
  shown: { readonly unit: string; readonly person: string },
): Promise<{ challenge: string; attestationObject: string; clientData: string }> {
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: bytesOf(challenge),
        rp: { id: rpId, name: shown.unit },
        user: {
          id: copied(toUtf8(person)),
          name: `${shown.person} · ${shown.unit}`,
          displayName: shown.person,
        },
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: known.map(descriptorOf),
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        attestation: 'none',
        timeout: answerWithinMs,
      },
    }),
  )
  const answer = made.response as AuthenticatorAttestationResponse
  return {
    challenge,
    attestationObject: textOf(answer.attestationObject),
    clientData: textOf(answer.clientDataJSON),
  }
}

/** Has an authenticator sign something; base64. Throws `ApiFailure` where it does not. */
export async function signWithPasskey(
  { digest, rpId, credentials }: SigningView,
  what: SignedThing = 'report',
) {
  const signed = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: copied(signingChallenge(digest, what)),
        rpId,
        allowCredentials: credentials.map(descriptorOf),
        userVerification: 'required',
        timeout: answerWithinMs,
      },
    }),
  )
  const answer = signed.response as AuthenticatorAssertionResponse
  return {
    digest,
    credential: textOf(signed.rawId),
    authenticatorData: textOf(answer.authenticatorData),
    clientData: textOf(answer.clientDataJSON),
    signature: textOf(answer.signature),
  }
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let given: Credential | null = null
  try {
    given = await ask()
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    throw refusalOf(error)
  }
  if (given instanceof PublicKeyCredential) return given
  throw new ApiFailure(apiErrorOf(0, 'page.passkey.none', cancelled))
}

function refusalOf({ name }: DOMException): ApiFailure {
  switch (name) {
    case 'InvalidStateError':
      return new ApiFailure(apiErrorOf(0, 'page.passkey.known', known))
    case 'SecurityError':
    case 'NotSupportedError':
      return new ApiFailure(apiErrorOf(0, 'page.passkey.place', elsewhere))
    default:
      return new ApiFailure(apiErrorOf(0, 'page.passkey.none', cancelled))
  }
}

const cancelled = {
  zh: {
    title: '没有取得通行密钥的答复',
    detail: '操作被取消、超时，或者没有找到可用的密钥；什么都没有写入。',
    hint: '请再试一次，并按浏览器的提示核实本人。',
  },
  en: {
    title: 'No passkey answered',
    detail: 'It was cancelled, took too long, or no key was found; nothing was entered.',
    hint: 'Try again and prove yourself as the browser asks.',
  },
}

const known: typeof cancelled = {
  zh: {
    title: '这台设备已经登记过',
    detail: '它的通行密钥就在您的名下。',
    hint: '无需再次添加；要换新的，请先移除原来的。',
  },
  en: {
    title: 'This device is registered already',
    detail: 'Its passkey stands in your list.',
    hint: 'There is no need to add it again; to renew it, remove the old one first.',
  },
}

const elsewhere: typeof cancelled = {
  zh: {
    title: '这里不能使用通行密钥',
    detail: '浏览器不在这个地址上提供通行密钥，或者不支持所需的算法。',
    hint: '请从加密的域名地址或 http://localhost 打开本系统，或换一个浏览器。',
  },
  en: {
    title: 'No passkey works here',
    detail: 'The browser offers none at this address, or does not know the algorithm.',
    hint: 'Open the ledger under a name over https or at http://localhost, or use another browser.',
  },
}

function descriptorOf(credential: string) {
  return { type: 'public-key', id: bytesOf(credential) } as const
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return copied(fromBase64(base64) ?? new Uint8Array(0))
}

/** The browser wants bytes that nobody shares. */
function copied(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}

function textOf(buffer: ArrayBuffer): string {
  return toBase64(new Uint8Array(buffer))
}
