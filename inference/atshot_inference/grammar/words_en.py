"""English words that tell a request from other talk. Tables only, for a reader to extend."""

# Base forms that open an imperative. Words that are as often a noun at the head of a remark ("thanks", "point") stay
# out.
VERBS = frozenset(
    """
    accept accrue achieve acquire activate adapt add address adjust admit adopt advertise agree align allocate
    allow allowlist amend analyse analyze annotate announce answer append apply appoint appraise approve archive
    arrange ask assemble assess assign assist attach attend audit automate backfill backport backup bake balance
    ban bandage baseline batch bathe bench benchmark bill bind bisect block bolt book brief bring broadcast
    budget build bump buy calculate calibrate call camp cancel capture carry change charge chase chat check
    cherry-pick choose chop circulate cite clarify clean clear close coach code collate collect combine come
    comment commission commit communicate compare compile complete compose compress compute conduct configure
    confirm connect consider consolidate contact continue contribute convene convert coordinate copy cordon
    correct cost count cover craft create crop cut deal debug decide decommission decorate define defrost
    delegate delete deliver demo denylist deploy depose deposit deprecate describe design destroy determine
    develop diagnose dig digitise digitize disable discharge discuss disinfect dispatch distribute divide
    document dose double download draft drain draw drill drive drop dub duplicate dust e-mail edit elaborate
    email enable encourage end engage enhance enquire ensure enter escalate escort establish estimate evacuate
    evaluate examine excavate exchange execute expand explain explore export extend extract facilitate feed
    ferry fetch figure file fill finalise finalize find finish fix flag flash fly fold follow forecast format
    forward freeze garnish gather generate get give glue go grant greet grill groom group guide hand handle hang
    harvest heat help hem hire hoist hold host hotfix identify implement import improve include inform initiate
    insert inspect install instrument insure integrate interview introduce inventory investigate invite invoice
    iron iterate join keep kick label laminate latch launch lay lead learn lease leave let liaise limit link
    lint list load localise localize locate lock log look lower mail maintain make manage map mark measure meet
    mentor merge message microchip migrate minimise mirror mitigate mix mock model modify monitor mop mount move
    mow mute nail name negotiate neuter notarise notarize notify nudge obtain offer onboard open optimise
    optimize order organise organize outline own pack package paint pair park patch pause pay peel perform phone
    pick pin ping pitch plan plant plaster play plug polish poll populate post pour practice practise prep
    prepare present preview price print prioritise prioritize probe process procure produce profile promote
    proof proofread propose prototype prove provide provision prune publish pull purchase purge push put qualify
    query queue quote raise rake ratify reach read reassign rebase rebuild recap recharge recheck recommend
    reconcile record recover recruit recycle redact redesign redline redo reduce refactor refer refill refine
    refit refresh refund refurbish register rehearse reindex reinstall reject relabel release relocate remind
    remit remove rename render renew rent reorder repair repeat rephrase replace replenish replicate reply
    report repot repro reproduce request rerun reschedule research reseed reserve reset resize resolve respond
    restart restock restore restructure retest retire retouch retrieve retry return revert review revise revisit
    revoke rewire rework rewrite rig rinse roll rotate round run sail sand sanity-check save scan schedule scope
    score scrape screw scrub search season seat secure seed select sell send separate serve set set-up settle
    setup shadow shard share shelve ship shoot shortlist show shut sign simplify sketch smoke-test soak solder
    solve sort source sow spay specify spike split sponsor squash stack staff stage standardise start sterilise
    sterilize stir stock stop store strap streamline stress-test strip study submit subscribe sue suggest
    summarise summarize supply support survey swap sweep switch sync synchronise tabulate tag taint take talk
    tape target teach tell test text thank thaw thin throttle tidy tighten time toggle touch trace track train
    transcode transcribe transfer translate transplant transport triage trial trim troubleshoot try tune turn
    tweak type typeset unban unblock unify uninstall unset unload unmute unpin unplug update upgrade upload upscale
    use vacate vaccinate vacuum validate varnish vendor verify version vet visit wait walk warm warn wash watch
    water weed weigh welcome weld wheel whitelist wipe wire withdraw work wrap write
    """.split()
)

# A sentence with one of these asks somebody to act.
REQUESTS = (
    r"\bplease\b",
    r"\bpls\b|\bplz\b",
    r"\b(can|could|would|will) (you|u|someone|one of you)\b(?! (see|believe|imagine|hear)\b)",
    r"\b(can|could) (i|we) (get|have|ask)\b",
    r"\byou(?:'ll)? (need|have) to\b",
    r"(?<!no )\b(needs?|has|have|is|are) to (?!be\b)\w+",
    r"\b(must|should|shall|will) (?!be\b|have\b|you\b|we\b|i\b)\w+",
    r"\bto (own|lead|drive|handle|prepare|send|share|draft|write|review|update|check|confirm|follow up)\b",
    r"\bdon'?t forget\b|\bremember to\b|\bmake sure\b|\breminder to\b|\baction(?: item)?:",
    r"\b(assigned|assigning (?:this )?|over|hand(?:ing)? (?:this|it) over) to\b",
    r"\b(take|taking) (care of|over|this|it)\b",
    r"\byour turn\b|\bneeds your\b|\bneed(?:s)? you(?:r)? ",
    r"\bis responsible for\b|\bresponsible:",
)

# What makes a sentence a reply, a remark or a log line, whatever it mentions.
REMARKS = (
    r"^\W*(thanks|thx|ty|thank you|cheers|kudos|props|congrats?|congratulations|welcome|hi|hello|hey|good (?:job|"
    r"work|morning|evening|afternoon|point|catch|idea|night|luck)|great|nice|awesome|well done|happy birthday|"
    r"bravo|amazing|lovely|sorry|haha+|lol|ok|okay|sure|yes|yep|yeah|no worries|no problem|np|got it|done|noted|"
    r"agreed|agreed|same here|me too|right|exactly|true|perfect|sounds good|will do|on it|\+1|fyi|cc|via|ping me|"
    r"see you|bye|all good|lgtm|approved|wow|cool|indeed|correct|absolutely|of course|never mind|nvm|"
    r"good question|lucky you|miss you|enjoy|glad|hope|hopefully|so|but|because|how|what|when|where|why|who|"
    r"which|is|are|was|were|do (?:you|we|they|i)|does|did|isn't|aren't|any|anyone|anything|have you|had|i|i'm|"
    r"i've|i'll|i'd|we|we're|we've|we'll|it|it's|its|that|that's|this|these|those|there|there's|they|he|she|you|"
    r"you're|you've|your|my|our|their|his|her|in my|if|since|maybe|probably|just|already|also|yesterday|last)\b",
    r"\b(thanks?|thank you|thx|kudos|shout-?out|congrat\w*|welcome) (so much |again |a lot |"
    r"very much )?(to )?@?\S*\W*$",
    r"^\W*(watch out|hold on|wait|no need|set the (?:channel )?topic)\b|\b(?:lol|haha+|lmao)\b",
    r"^\W*(help|list|status|start|stop|commands?|usage)\W*$",
    r"^\W*(joined|left|was added|was removed|approved (?:this|these|by)|merged|pushed|commented|mentioned you|"
    r"reacted|invited|renamed|opened this|closed this|requested (?:a )?review|added|removed|created|archived|"
    r"started a|shared a|is typing|is out of office|has assigned the role)\b",
    r"\b(has|have|had) (already )?(been )?(\w+ed|sent|done|made|gone|found|built|written|gotten|left|paid)\b",
    r"\b(works for me|looks good|looks great|makes sense|was right|is right|are right|is out|is off|on leave|"
    r"on vacation|on holiday)\b",
)

# Words before a trailing mention that make it a by-line, not an assignment.
BYLINES = (
    r"(?:\b(?:follow us|find us|tag us|instagram|insta|twitter|telegram|wechat|"
    r"or|on|by|from|via|cc|thanks|thank you|thx|to add|"
    r"with|and|of|for|per|reporter|author|lead|host|ask|asked|"
    r"see|follow|like|as|love|hi|hello|hey|congrats|welcome|kudos to|credit|photo|video|posted|written|created|"
    r"reviewed|approved|merged|requested|reported|opened|closed|sent|said|says|is|are|was|than)\s*[:：]?\s*)$"
)

# A verb's noun that something is said of: "test passed", "the call was great", "report is attached".
STATEMENT = (
    r"^\W*\w+(?: (?!that|if|whether|what|why|how|who|which|where|when|there|sure|the|a|an|all|any)\w+)?:? (?:the \w+ )?"
    r"(?:is|was|are|were|looks?|seems?|passed|failed|went|crashed|broke|landed|arrived)\b"
)
