// Every parser waits for the styles above before it runs this, whatever it is: what stands below is not shown without them.
performance.mark('jh-styles')
