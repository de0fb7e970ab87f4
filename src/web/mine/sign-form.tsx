import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SignBody, SigningView } from '../../api/contract/passkey.ts'
import type { SignedThing } from '../../report/passkey/signing-challenge.ts'
import { signWithPasskey } from '../api-client/passkey.ts'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { useSay } from '../say.tsx'
import { passkeysQuery } from './mine-queries.ts'
import { PasskeysElsewhere } from './passkeys-elsewhere.tsx'
import { signsBy } from './signs-by.ts'

const words = {
  sign: { zh: '签发', en: 'Sign' },
  signByPasskey: { zh: '用通行密钥签发', en: 'Sign with a passkey' },
  byPasskey: {
    zh: '用您登记的通行密钥签名：浏览器会请您用设备核实本人。收到的单位能离线核对。',
    en: 'You sign with your passkey: the browser asks you to prove yourself on the device. Whoever takes it can check that offline.',
  },
  mayAdd: {
    zh: '登记了通行密钥的，由您的设备签名，任何人都能离线核对。',
    en: 'With a passkey your device makes the signature, and anybody can check it offline.',
  },
  add: { zh: '添加通行密钥', en: 'Add a passkey' },
}

/**
 * Signs what goes out: by passkey where the signer has one for this address, by none where theirs
 * are for another, else after the password once more. What it means stands within.
 */
export function SignForm(props: {
  what: SignedThing
  prepare: () => Promise<SigningView>
  sign: (body: SignBody) => Promise<unknown>
  onSuccess: () => Promise<void>
  children?: ReactNode
}) {
  const { say } = useSay()
  const { what, prepare, sign: send, onSuccess, children } = props
  const { data, error } = useQuery(passkeysQuery)
  const sign = useMutation({
    mutationFn: async (password: string | null) => {
      if (password !== null) return send({ password })
      return send({ passkey: await signWithPasskey(await prepare(), what) })
    },
    onSuccess,
  })
  if (error) return <ErrorNote error={error} />
  if (data === undefined) return <Loading />
  const by = signsBy(data)
  if (by === 'elsewhere') {
    return (
      <div className="stack">
        {children}
        <PasskeysElsewhere keys={data.keys} />
      </div>
    )
  }
  const isHere = by === 'passkey'
  return (
    <ConfirmedForm
      save={isHere ? words.signByPasskey : words.sign}
      by={isHere ? 'passkey' : 'password'}
      isPending={sign.isPending}
      error={sign.error}
      onConfirm={({ password }) => sign.mutate(isHere ? null : password)}
      foot={!isHere && data.here !== null ? <MayAdd /> : null}
    >
      {children}
      {isHere ? <p>{say(words.byPasskey)}</p> : null}
    </ConfirmedForm>
  )
}

function MayAdd() {
  const { say } = useSay()
  return (
    <p className="quiet small">
      {say(words.mayAdd)}{' '}
      <Link to="/mine" hash="passkeys">
        {say(words.add)}
      </Link>
    </p>
  )
}
