import { Link } from '@tanstack/react-router'
import type { PasskeysView } from '../../api/contract/passkey.ts'
import { useSay } from '../say.tsx'

const words = {
  elsewhere: {
    zh: '您的通行密钥登记在“{names}”上，请从那个地址打开本系统签发；密钥遗失的，请先在“我的”页面移除。',
    en: 'Your passkey was made for “{names}”: open the ledger there to sign. Where it is lost, remove it first under “Mine”.',
  },
  mine: { zh: '打开“我的”', en: 'Open “Mine”' },
}

/** Says that nobody can sign here whose passkeys were made for another address. */
export function PasskeysElsewhere({ keys }: Pick<PasskeysView, 'keys'>) {
  const { say } = useSay()
  const names = [...new Set(keys.map(({ rpId }) => rpId))].join(', ')
  return (
    <p className="note wait">
      {say(words.elsewhere, { names })}{' '}
      <Link to="/mine" hash="passkeys">
        {say(words.mine)}
      </Link>
    </p>
  )
}
