curl --silent --show-error 'http://localhost:4000/feeds/expiries.ics?lang=en' | grep -c BEGIN:VEVENT
