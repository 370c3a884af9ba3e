SELECT until_day, input_digest, settings, program_version FROM runs WHERE run = $1
