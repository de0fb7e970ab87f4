import type { OfferedCall } from '../../api/contract/call.ts'
import { useSay } from '../say.tsx'

const words = {
  signed: {
    zh: '由签发人的通行密钥签名，指纹 {fingerprint}',
    en: 'Signed by the passkey of its signer, fingerprint {fingerprint}',
  },
}

/** By which passkey a call or a list was signed, where it was. */
export function SignedBy({ signedBy }: Pick<OfferedCall, 'signedBy'>) {
  const { say } = useSay()
  if (signedBy === null) return null
  const { fingerprint } = signedBy
  return <p className="quiet small">{say(words.signed, { fingerprint })}</p>
}
