import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach, vi } from 'vitest'
import { installLayout } from './fakeLayout'
import { installFastQueries } from './fastQueries'
import './lazyModules'

// testing-library and user-event look for this name to find out that timers are faked
vi.stubGlobal('jest', { advanceTimersByTime: vi.advanceTimersByTime.bind(vi) })
installLayout()
installFastQueries()

afterEach(() => {
  cleanup()
  sessionStorage.clear()
})
