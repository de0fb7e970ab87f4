import { useMutation, useQuery } from '@tanstack/react-query'
import type { SignBody, SigningView } from '../../api/contract/passkey.ts'
import type { SignedThing } from '../../report/passkey/signing-challenge.ts'
import { signWithPasskey } from '../api-client/passkey.ts'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { passkeysQuery } from '../mine/mine-queries.ts'
import { useSay } from '../say.tsx'

const words = {
  sign: { zh: '签发', en: 'Sign' },
  signByPasskey: { zh: '用通行密钥签发', en: 'Sign with a passkey' },
  byPasskey: {
    zh: '用您登记的通行密钥签名：浏览器会请您用设备核实本人。收到的单位能离线核对。',
    en: 'You sign with your passkey: the browser asks you to prove yourself on the device. Whoever takes it can check that offline.',
  },
  elsewhere: {
    zh: '您的通行密钥登记在“{names}”上，请从那个地址打开本系统签发；密钥遗失的，请先在“我的”页面移除。',
    en: 'Your passkey was made for “{names}”: open the ledger there to sign. Where it is lost, remove it first under “Mine”.',
  },
}

/** Signs what goes down: by passkey where the signer has one, else after the password once more. */
export function SignForm(props: {
  what: SignedThing
  prepare: () => Promise<SigningView>
  sign: (body: SignBody) => Promise<unknown>
  onSuccess: () => Promise<void>
}) {
  const { say } = useSay()
  const { what, prepare, sign: send, onSuccess } = props
  const { data, error } = useQuery(passkeysQuery)
  const sign = useMutation({
    mutationFn: async (password: string | null) => {
      if (password !== null) return send({ password })
      return send({ passkey: await signWithPasskey(await prepare(), what) })
    },
    onSuccess,
  })
  if (error) return <ErrorNote error={error} />
  if (data === undefined) return null
  const { keys, here } = data
  const isHere = keys.some(({ rpId }) => rpId === here)
  if (keys.length > 0 && !isHere) {
    const names = [...new Set(keys.map(({ rpId }) => rpId))].join(', ')
    return <p className="note wait">{say(words.elsewhere, { names })}</p>
  }
  return (
    <ConfirmedForm
      save={isHere ? words.signByPasskey : words.sign}
      by={isHere ? 'passkey' : 'password'}
      isPending={sign.isPending}
      error={sign.error}
      onConfirm={({ password }) => sign.mutate(isHere ? null : password)}
    >
      {isHere ? <p>{say(words.byPasskey)}</p> : null}
    </ConfirmedForm>
  )
}
