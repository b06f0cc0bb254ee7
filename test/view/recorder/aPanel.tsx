import { act, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach } from 'vitest'
import { PortsProvider } from '~/kinds/ports'
import type { Voice } from '~/lib/recorder/recorder'
import { Recorder } from '~/view/recorder/Recorder'
import { aPlayer } from '~test/kinds/aPlayer'
import { aRecorder } from '~test/lib/recorder/aRecorder'
import { aPorts } from '~test/support/aPorts'

/** The addresses of files that are held. */
export const addresses = new Set<string>()
/** Has the tests of a file see which addresses are held. */
export function countAddresses() {
  let made = 0
  beforeEach(() => {
    made = 0
    addresses.clear()
    URL.createObjectURL = () => {
      made += 1
      addresses.add(`blob:${made}`)
      return `blob:${made}`
    }
    URL.revokeObjectURL = (address) => void addresses.delete(address)
  })
}

type Setup = Readonly<{ device?: 'phone' | 'pc'; options?: Parameters<typeof aRecorder>[0] }>

/** A button that opens a recorder, and the recorder open. */
export async function open({ device = 'pc', options = {} }: Setup = {}) {
  const fake = aRecorder(options)
  const sound = aPlayer()
  const sent: Voice[] = []
  const ports = aPorts({ device, player: sound.player })
  function Opener() {
    const [isOpen, setIsOpen] = useState(false)
    return (
      <>
        <button type="button" onClick={() => setIsOpen(true)}>
          打开
        </button>
        {isOpen && (
          <Recorder
            lang="zh-CN"
            device={device}
            onSend={(voice) => sent.push(voice)}
            onClose={() => setIsOpen(false)}
            create={() => fake.recorder}
          />
        )}
      </>
    )
  }
  const user = userEvent.setup()
  const { unmount } = render(
    <PortsProvider value={ports}>
      <Opener />
    </PortsProvider>,
  )
  // another voice is heard
  sound.player.toggle('other', 'blob:other')
  await user.click(screen.getByRole('button', { name: '打开' }))
  return { ...fake, ...sound, sent, user, unmount }
}

/** Speaks for so long. */
export async function speak(chat: Awaited<ReturnType<typeof open>>, seconds: number) {
  await act(async () => {
    chat.microphone.opens(8_000)
    chat.microphone.hears(seconds)
  })
}

/** A recording of so long, to be listened to. */
export async function record(seconds = 4, setup: Setup = {}) {
  const chat = await open(setup)
  await speak(chat, seconds)
  await chat.user.click(button('完成'))
  return chat
}

export const panel = () => screen.queryByRole('dialog', { name: '录音' })
export const button = (name: string) => screen.getByRole('button', { name })
export const says = () => within(screen.getByRole('dialog')).getByRole('status').textContent
export const opener = () => button('打开')
