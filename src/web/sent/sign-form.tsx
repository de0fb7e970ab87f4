import { useMutation, useQuery } from '@tanstack/react-query'
import type { SignBody, SigningView } from '../../api/contract/passkey.ts'
import type { SignedThing } from '../../report/passkey/signing-challenge.ts'
import { signWithPasskey } from '../api-client/passkey.ts'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { passkeysQuery } from '../mine/mine-queries.ts'
import { PasskeysElsewhere } from '../mine/passkeys-elsewhere.tsx'
import { useSay } from '../say.tsx'

const words = {
  sign: { zh: '签发', en: 'Sign' },
  signByPasskey: { zh: '用通行密钥签发', en: 'Sign with a passkey' },
  byPasskey: {
    zh: '用您登记的通行密钥签名：浏览器会请您用设备核实本人。收到的单位能离线核对。',
    en: 'You sign with your passkey: the browser asks you to prove yourself on the device. Whoever takes it can check that offline.',
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
  if (keys.length > 0 && !isHere) return <PasskeysElsewhere keys={keys} />
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
