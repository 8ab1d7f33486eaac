"""English words that tell a request from other talk. Tables only, for a reader to extend."""

# Base forms that open an imperative. Words that are as often a noun at the head of a remark ("thanks", "point") stay
# out.
VERBS = frozenset(
    """
    abseil accept accredit accrue achieve acquire activate adapt add address adjust admit adopt advertise agree
    align allocate allow allowlist alter amend analyse analyze animate annotate announce answer append apply
    appoint appraise approve archive arrange ask assemble assess assign assist attach attend audit automate
    backfill backport backup bake balance ban bandage baseline batch bathe belay bench benchmark bill bind
    bisect bleach bleed block boil bolt book borrow breed brew brief bring broadcast budget buff build bump buy
    calculate calibrate call camp cancel canvass caption capture carry catch caulk certify chain chair change
    charge chase chat check cherry-pick chill choose chop choreograph circulate cite clarify clean clear close
    coach code collate collect combine come comment commission commit communicate compact compare compile
    complete compose composite compress compute conduct configure confirm connect consider consolidate contact
    continue contribute convene convert coordinate copy cordon correct cost count cover craft create crop cut
    deal debug decide decommission decorate define deflate defrost delegate delete deliver demo demolish
    denylist deploy depose deposit deprecate descale describe design destroy detail determine develop diagnose
    dig digitise digitize disable discharge discuss disinfect dismantle dispatch distribute divide document
    donate dose double download draft drain draw dress drill drive drop dub duplicate dust dye e-mail edit
    elaborate email emcee enable encourage end engage enhance enquire ensure enter equip escalate escort
    establish estimate evacuate evaluate examine excavate exchange execute expand explain explore export extend
    extract facilitate feed fence ferry fetch figure file fill finalise finalize find finish fix flag flash
    flush fly fold follow forage forecast format forward freeze fundraise furnish garnish gate gather generate
    get give glue go grant grease greet grill groom group grout grow guard guide hand handle hang harvest heat
    help hem hire hoist hold host hotfix hunt identify immunise implement import improve include inflate inform
    initiate insert inspect install instrument insulate insure integrate interpret interview introduce inventory
    investigate invite invoice iron iterate jar join juice jump-start keep kick knead knit knock label laminate
    latch launch lay lead learn lease leave lend let level liaise licence license limit link lint list load
    lobby localise localize locate lock log look lower lubricate mail maintain make manage map marinate mark
    measure meet mentor merge message microchip migrate mince minimise mirror mitigate mix mock model moderate
    modify monitor mop mount move mow mute nail name narrate negotiate neuter nominate notarise notarize notify
    nudge nurture obtain offer oil onboard open optimise optimize order organise organize outfit outline own
    pack package paint pair park patch patrol pause pave pay peel perform petition phone pick pickle pin ping
    pitch plan plant plaster play pledge plug polish poll populate post pour practice practise prep prepare
    present preserve preview price prime print prioritise prioritize probe process procure produce profile
    promote proof proofread propose prototype prove provide provision prune publish pull pump purchase purge
    push put qualify query queue quote raise rake ratify re-run reach read realign reassign rebase rebuild recap
    recharge recheck recommend reconcile record recover recruit recycle redact redeploy redesign redline redo
    reduce refactor refer refill refine refit reflash refresh refuel refund refurbish register rehearse rehost
    reimage reindex reinstall reject rekey relabel release relocate remind remit remove rename render renew rent
    reorder repair repay repeat rephrase replace replatform replenish replicate reply report repot repro
    reproduce reprovision request requeue reroute rerun reschedule rescue research reseat reseed reserve reset
    resize resolve respond restart restock restore restructure retag retest retire retouch retrieve retry return
    revert review revise revisit revoke rewire rework rewrite rig rinse roast roll rope rotate round run sail
    sand sanity-check save scan scatter schedule scope score scrape screw scrub seal search season seat secure
    seed select sell send separate serve set set-up settle setup sew shadow shard share shelve ship shoot
    shortlist show shut sign simplify sketch slice smoke-test soak solder solve sort source sow spay specify
    spike splice splint split sponsor spread sprinkle squash squeeze stack staff stage stake standardise start
    steam sterilise sterilize stir stitch stock stop store storyboard strap streamline stress-test strip study
    submit subscribe subtitle sue suggest summarise summarize supervise supply support survey swap sweep switch
    sync synchronise tabulate tag taint take talk tape target tarmac teach tear tell test test-drive text thank
    thaw thin throttle throw tidy tighten time toggle torque touch tow trace track train transcode transcribe
    transfer translate transplant transport treat triage trial trim troubleshoot try tune turn tweak type
    typeset unban unblock unclog unify uninstall unload unmute unpin unplug unset update upgrade upload upscale
    use vacate vaccinate vacuum valet validate varnish vendor verify version vet visit wait walk warm warn wash
    watch water wax weed weigh welcome weld wheel whisk whitelist wipe wire withdraw work wrap write
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
