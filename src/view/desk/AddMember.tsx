import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { UserPlus } from 'lucide-react'
import { useDesk, useDeskWords } from './DeskContext'
import { HEAD_BUTTON } from './headButton'

/** Opens the conversation with a member by their id. */
export function AddMember() {
  const { contacts, open } = useDesk()
  const words = useDeskWords().add
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const hint = useId()
  useEffect(() => {
    if (isOpen) field.current?.focus()
  }, [isOpen])

  const close = () => {
    setOpen(false)
    setTyped('')
    setWrong(false)
    button.current?.focus()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const id = contacts.add(typed)
    if (id === null) {
      setWrong(true)
      field.current?.focus()
      return
    }
    close()
    open(id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    close()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={words.label}
        title={words.label}
        aria-expanded={isOpen}
        onClick={() => (isOpen ? close() : setOpen(true))}
        className={HEAD_BUTTON}
      >
        <UserPlus size={20} aria-hidden />
      </button>
      {isOpen && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it wherever the focus in it is
        <div
          role="dialog"
          aria-label={words.label}
          onKeyDown={onKeyDown}
          className="absolute inset-x-2 top-14 z-10 rounded-bubble border border-hairline bg-panel p-3 shadow-over pc:top-[52px]"
        >
          <form onSubmit={onSubmit} className="flex flex-col gap-2">
            <div className="flex gap-2">
              <input
                ref={field}
                aria-label={words.field}
                aria-describedby={hint}
                aria-invalid={isWrong}
                placeholder={words.field}
                autoComplete="off"
                value={typed}
                onChange={({ target }) => {
                  setTyped(target.value)
                  setWrong(false)
                }}
                className="h-11 min-w-0 flex-1 rounded-bubble border border-hairline bg-field px-3 text-[max(16px,1rem)] pc:h-9 pc:text-message"
              />
              <button
                type="submit"
                className="h-11 shrink-0 rounded-bubble bg-accent px-4 font-bold text-on-accent hover:brightness-95 active:brightness-90 pc:h-9"
              >
                {words.confirm}
              </button>
            </div>
            <p id={hint} role="status" className={`text-note ${isWrong ? 'text-danger' : 'text-secondary'}`}>
              {isWrong ? words.invalid : words.hint}
            </p>
          </form>
        </div>
      )}
    </>
  )
}
